using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Apps.Deployments;
using PodKube.Sandbox.Controllers.Batch;
using PodKube.Sandbox.Controllers.Core;
using PodKube.Sandbox.Controllers.Disruption;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Controllers.Quota;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Streams.Exec;
using PodKube.Sandbox.Streams.Logs;
using PodKube.Sandbox.Streams.PortForward;

namespace PodKube.Sandbox.Controllers;

/// <summary>
/// All controllers of the sandbox and the runtime that drives them. The composition root makes one beside the operations, calls
/// <see cref="RegisterNodes"/> after its own bootstrap objects, then <see cref="Start"/>.
/// </summary>
internal sealed class WorkloadControllers : IAsyncDisposable
{
    private readonly WorkloadOptions _options;
    private readonly NodeController _nodes;
    private readonly ControllerContext _context;

    public WorkloadControllers(ResourceOperations operations, WorkloadOptions options, Action<string, Exception>? onError = null)
    {
        _options = options;
        _context = new ControllerContext(operations, options);
        Runtime = new ControllerRuntime(operations.Store, operations.Time, onError);
        Runtime.AddView(_context.Pods.Apply);
        Runtime.AddView(_context.Owners.Apply);
        Kubelet = new Kubelet(_context);
        Scripts = new PodScripts(operations, Kubelet, Runtime);
        operations.AddAdmission(new QuotaAdmission(operations));
        CreateHandlers = [new Evictions(operations), new Bindings(operations)];
        Interceptors = [new PodLogs(operations, Kubelet), new PodExec(operations, Kubelet), new PodPortForward(operations)];
        _nodes = new NodeController(_context);
        foreach (Controller controller in Create().Where(IsEnabled))
        {
            Runtime.Add(controller);
        }

        Runtime.Adopt(operations.Kinds.All.Where(kind => kind.IsStored).Select(kind => kind.Resource).Distinct());
    }

    /// <summary>The runtime; a test drives it with <see cref="ControllerRuntime.SettleAsync"/>.</summary>
    public ControllerRuntime Runtime { get; }

    /// <summary>The pretend kubelets, for logs, exec and port-forward.</summary>
    public Kubelet Kubelet { get; }

    /// <summary>What a test may do to a running pod, for the control endpoint.</summary>
    public PodScripts Scripts { get; }

    /// <summary>Answers to requests that end at a kubelet: logs, exec, attach, port-forward.</summary>
    public IReadOnlyList<IRequestInterceptor> Interceptors { get; }

    /// <summary>Answers to POSTs of what is not stored: pods/binding, pods/eviction.</summary>
    public IReadOnlyList<ICreateHandler> CreateHandlers { get; }

    /// <summary>Makes the Node objects of the pretend nodes.</summary>
    public void RegisterNodes() => _nodes.Register();

    /// <summary>Begins to work in the background.</summary>
    public void Start() => Runtime.Start();

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    private IEnumerable<Controller> Create() =>
    [
        _nodes,
        new NamespaceController(_context),
        new GarbageCollector(_context),
        new DeploymentController(_context),
        new ReplicaSetController(_context),
        new ReplicaSetController(_context, isReplicationController: true),
        new StatefulSetController(_context),
        new DaemonSetController(_context),
        new JobController(_context),
        new CronJobController(_context),
        new VolumeController(_context),
        new EndpointsController(_context),
        new DisruptionController(_context),
        new QuotaController(_context),
        new Scheduler(_context),
        Kubelet,
    ];

    private bool IsEnabled(Controller controller) => controller switch
    {
        Scheduler => _options.Scheduler,
        Pods.Kubelet => _options.Kubelet,
        _ => !_options.Disabled.Contains(controller.Name),
    };
}
