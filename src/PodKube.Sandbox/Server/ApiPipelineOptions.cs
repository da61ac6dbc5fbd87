using PodKube.Sandbox.Access;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Server;

/// <summary>The parts that <see cref="ApiPipeline"/> stands on; put together by the composition root.</summary>
internal sealed class ApiPipelineOptions
{
    public required ResourceOperations Operations { get; init; }

    public required IAuthenticator Authenticator { get; init; }

    public required IAuthorizer Authorizer { get; init; }

    public IImpersonator? Impersonator { get; init; }

    /// <summary>Asked first to last.</summary>
    public IList<IRequestInterceptor> Interceptors { get; } = [];

    /// <summary>What extension servers say of the groups that they serve.</summary>
    public ExtensionDiscovery? ExtensionDiscovery { get; init; }

    /// <summary>What extension servers publish of their kinds.</summary>
    public ExtensionOpenApi? ExtensionOpenApi { get; init; }

    /// <summary>Answers to POSTs of what is not stored.</summary>
    public IList<ICreateHandler> CreateHandlers { get; } = [];
}
