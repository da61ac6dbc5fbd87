using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Access.Authentication;
using PodKube.Sandbox.Access.Rbac;
using PodKube.Sandbox.Access.Reviews;
using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Access.Signing;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Faults;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Hosting;

/// <summary>Everything of the API server but its sockets, put together.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly ServiceAccountKey _key = new();
    private readonly FaultHandler _faults;
    private readonly ExtensionConnections _connections;
    private readonly AvailabilityMonitor _availability;

    public ControlPlane(SandboxOptions sandbox, ClusterCertificates certificates)
    {
        var time = sandbox.Time;
        Certificates = certificates;
        Operations = new ResourceOperations(new ObjectStore(), KindRegistry.CreateBuiltIn(), time);
        Issuer = new ServiceAccountTokenIssuer(_key, time);
        Verifier = new ServiceAccountTokenVerifier(_key, Operations.Store, time);
        Tokens = new BearerTokens(Verifier);
        Accounts = new NamespaceAccounts(Operations, Certificates);
        AdministratorToken = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();
        Tokens.AddStatic(AdministratorToken, Administrator);
        var policy = new RbacPolicyIndex(Operations.Store);
        Authorizer = new RbacAuthorizer(policy);
        Operations.AddAdmission(new ServiceAccountAdmission(Operations, Accounts));
        Operations.AddAdmission(new EscalationAdmission(policy, Authorizer));
        Workloads = NewControllers(sandbox);
        _connections = new ExtensionConnections(Operations.Store, Certificates);
        ExtensionDiscovery = new ExtensionDiscovery(Operations.Store);
        LocalServices = new LocalApiServices(Operations, ServerContext);
        var extensions = new ExtensionClient(_connections);
        ExtensionOpenApi = new ExtensionOpenApi(Operations.Store, extensions);
        _availability = new AvailabilityMonitor(Operations, ServerContext, extensions, ExtensionDiscovery);
        Effects = new FaultEffects(Verifier.Revoked, Certificates, Accounts, Operations.Store);
        var pipeline = new ApiPipeline(NewPipelineOptions());
        _faults = new FaultHandler(Faults, Effects, time, pipeline.HandleAsync);
    }

    public static UserInfo Administrator { get; } = new("kubernetes-admin", SystemGroups.Masters, SystemGroups.Authenticated);

    /// <summary>As whom the server itself writes what every cluster has.</summary>
    public static OperationContext ServerContext { get; } = new()
    {
        User = new UserInfo("system:apiserver", SystemGroups.Masters),
        FieldManager = "kube-apiserver",
    };

    public ResourceOperations Operations { get; }

    public ClusterCertificates Certificates { get; }

    public ServiceAccountTokenIssuer Issuer { get; }

    public ServiceAccountTokenVerifier Verifier { get; }

    public BearerTokens Tokens { get; }

    public NamespaceAccounts Accounts { get; }

    public RbacAuthorizer Authorizer { get; }

    /// <summary>The controllers and pretend nodes; they start after the bootstrap objects are there.</summary>
    public WorkloadControllers Workloads { get; }

    public LocalApiServices LocalServices { get; }

    public ExtensionDiscovery ExtensionDiscovery { get; }

    public ExtensionOpenApi ExtensionOpenApi { get; }

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; } = new();

    public FaultEffects Effects { get; }

    /// <summary>A static bearer token of the cluster's administrator.</summary>
    public string AdministratorToken { get; }

    /// <summary>Answers one request of the API.</summary>
    public Task HandleAsync(HttpContext context) => _faults.HandleAsync(context);

    public async ValueTask DisposeAsync()
    {
        await _availability.DisposeAsync().ConfigureAwait(false);
        await Workloads.DisposeAsync().ConfigureAwait(false);
        _connections.Dispose();
        _key.Dispose();
        Certificates.Dispose();
    }

    private WorkloadControllers NewControllers(SandboxOptions sandbox)
    {
        var controllers = new WorkloadControllers(Operations, sandbox.Workloads with { Nodes = sandbox.Nodes });
        controllers.Runtime.Add(new NamespaceAccountsController(Accounts));
        controllers.Runtime.Add(new LegacyTokenController(Operations, Issuer, Certificates));
        controllers.Runtime.Add(new ClusterRoleAggregationController(Operations));
        controllers.Runtime.Add(new CertificateSigningController(Operations, Certificates));
        return controllers;
    }

    private ApiPipelineOptions NewPipelineOptions()
    {
        var options = new ApiPipelineOptions
        {
            Operations = Operations,
            Authenticator = new RequestAuthenticator(new ClientCertificates(Certificates), Tokens),
            Authorizer = Authorizer,
            Impersonator = new Impersonator(Authorizer),
            ExtensionDiscovery = ExtensionDiscovery,
            ExtensionOpenApi = ExtensionOpenApi,
        };
        options.Interceptors.Add(new OpenIdDocuments(_key));
        options.Interceptors.Add(new ExtensionProxy(Operations.Store, _connections));
        foreach (var interceptor in Workloads.Interceptors)
        {
            options.Interceptors.Add(interceptor);
        }

        foreach (var handler in Workloads.CreateHandlers)
        {
            options.CreateHandlers.Add(handler);
        }

        options.CreateHandlers.Add(new AccessReviews(Authorizer));
        options.CreateHandlers.Add(new RulesReview(Authorizer));
        options.CreateHandlers.Add(new SelfReview(Operations.Time));
        options.CreateHandlers.Add(new TokenReviews(Tokens));
        options.CreateHandlers.Add(new TokenRequests(Operations, Issuer));
        return options;
    }
}
