using System.Collections;
using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>What is known of the command line at the moment of the Tab.</summary>
internal sealed record CompletionContext(KubeSession Session, string CommandName, IDictionary Bound)
{
    /// <summary>The namespace to look in; null for all.</summary>
    public string? Namespace => IsSet("AllNamespaces") ? null : Value("Namespace") ?? Session.Namespace;

    /// <summary>The kind that the command, or its -Kind, is about; null when there is none yet.</summary>
    public async Task<ApiResource?> FindKindAsync(CancellationToken cancellationToken)
    {
        string? kind = Value("Kind") ?? Value("Resource");
        return kind is null
            ? KnownKinds.ForCommand(CommandName)
            : await Session.Client.Discovery.ResolveAsync(kind, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first value that the command line gives a parameter; null when there is none.</summary>
    public string? Value(string parameter)
    {
        object? value = Bound[parameter];
        object? first = value is IList { Count: > 0 } list ? list[0] : value;
        return first is null ? null : LanguagePrimitives.ConvertTo<string>(first);
    }

    private bool IsSet(string parameter) => Bound[parameter] is object value && LanguagePrimitives.IsTrue(value);
}
