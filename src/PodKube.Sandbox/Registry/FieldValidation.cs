namespace PodKube.Sandbox.Registry;

/// <summary>What becomes of unknown and duplicate fields in a body: the fieldValidation query parameter.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
