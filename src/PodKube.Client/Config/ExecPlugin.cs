namespace PodKube.Client.Config;

/// <summary>A command that hands out credentials, as kubeconfig's <c>exec</c> describes it.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins</remarks>
public sealed class ExecPlugin
{
    /// <summary>The protocol: <c>client.authentication.k8s.io/v1</c> or <c>v1beta1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The command; a relative path with a separator is relative to the kubeconfig file.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What to say when the command is not installed.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Whether the plugin is told about the cluster.</summary>
    public bool ProvideClusterInfo { get; init; }

    /// <summary><c>Never</c>, <c>IfAvailable</c> or <c>Always</c>. PodKube never hands the terminal over: <c>Always</c> is refused with a reason.</summary>
    public string InteractiveMode { get; init; } = "IfAvailable";

    /// <summary>The cluster's <c>client.authentication.k8s.io/exec</c> extension as JSON; null for none.</summary>
    public string? ClusterConfigJson { get; init; }

    // Values of variables may be secrets.
    internal IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>The command only: arguments and variables may hold secrets.</summary>
    public override string ToString() => Command;
}
