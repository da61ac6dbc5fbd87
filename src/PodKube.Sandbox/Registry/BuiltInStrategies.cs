namespace PodKube.Sandbox.Registry;

/// <summary>Which built-in kind has which strategy; kinds that are not named have the default one.</summary>
internal static class BuiltInStrategies
{
    public static KindStrategy Find(string group, string kind) => KindStrategy.Default;
}
