namespace PodKube.Sandbox.Aggregation;

/// <summary>The headers in which the front proxy tells an extension server who the user is.</summary>
internal static class RemoteUserHeaders
{
    public const string User = "X-Remote-User";
    public const string Uid = "X-Remote-Uid";
    public const string Group = "X-Remote-Group";
    public const string ExtraPrefix = "X-Remote-Extra-";
}
