using PodKube.Client.Errors;

namespace PodKube.Nodes;

/// <summary>What happened to a pod of a drain.</summary>
/// <param name="Uid">The pod.</param>
/// <param name="Step">What happened.</param>
/// <param name="Failure">The server's answer where it said no.</param>
internal sealed record DrainNews(string Uid, DrainStep Step, KubeException? Failure = null);
