namespace PodKube.Sandbox.Registry;

/// <summary>The admission hooks, in their order.</summary>
internal sealed class AdmissionChain
{
    private readonly List<IAdmission> _hooks = [];

    public void Add(IAdmission hook) => _hooks.Add(hook);

    public void Mutate(AdmissionRequest request)
    {
        foreach (var hook in _hooks)
        {
            hook.Mutate(request);
        }
    }

    public void Validate(AdmissionRequest request)
    {
        foreach (var hook in _hooks)
        {
            hook.Validate(request);
        }
    }
}
