namespace PodKube.Sandbox.Registry;

/// <summary>
/// A hook into writes, asked in order of registration: first every <see cref="Mutate"/>, then defaults and validation of the kind, then every
/// <see cref="Validate"/>. Both refuse by throwing a <see cref="Server.ApiStatusException"/>.
/// </summary>
internal interface IAdmission
{
    void Mutate(AdmissionRequest request);

    void Validate(AdmissionRequest request);
}
