using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>Brings <see cref="NamespaceAccounts"/> about: for new namespaces, and again where somebody removed or changed one of the two.</summary>
internal sealed class NamespaceAccountsController(NamespaceAccounts accounts) : Controller
{
    private const string Namespaces = "namespaces";

    public override string Name => "serviceaccount-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Namespaces, "serviceaccounts", "configmaps"];

    public override void Observe(StoreEvent change)
    {
        var key = change.Object.Key;
        if (key.Resource == Namespaces)
        {
            Enqueue(key);
        }
        else if (change.Type != StoreEventType.Added && key.Name is "default" or ApiAccessVolume.RootAuthorityConfigMap)
        {
            Enqueue(new ObjectKey(Namespaces, "", key.Namespace));
        }
    }

    public override void Reconcile(ObjectKey key) => accounts.Ensure(key.Name);
}
