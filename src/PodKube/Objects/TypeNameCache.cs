using System.Collections.Concurrent;

namespace PodKube.Objects;

/// <summary>The type names of the kinds seen so far, so that a list of 50,000 pods makes the text once.</summary>
internal static class TypeNameCache
{
    private static readonly ConcurrentDictionary<(string ApiVersion, string Kind), string> s_names = new();

    public static string Get(string apiVersion, string kind) =>
        s_names.GetOrAdd((apiVersion, kind), static key => $"PodKube.{key.ApiVersion.Replace('/', '.')}.{key.Kind}");
}
