using System.Management.Automation;
using System.Text;
using PodKube.Completion;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>The base of New-KubeRoleBinding and New-KubeClusterRoleBinding: who gets a role.</summary>
public abstract class RoleBindingCmdlet : CreatingCmdlet
{
    /// <summary>The name of the binding.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The service accounts: names, or <c>namespace:name</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServiceAccountCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ServiceAccount { get; set; } = [];

    /// <summary>The users.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <summary>The groups.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Group { get; set; } = [];

    private protected abstract string? Place { get; }

    /// <summary>The kind and the name of the role.</summary>
    private protected abstract (string Kind, string Name) RoleRef { get; }

    private protected sealed override void ProcessWithSession()
    {
        string home = Place ?? ActiveSession.Namespace;
        RbacSubject[] subjects =
        [
            .. ServiceAccount.Select(account => RbacSubject.ServiceAccount(account, home)),
            .. User.Select(RbacSubject.User),
            .. Group.Select(RbacSubject.Group),
        ];
        if (subjects.Length == 0)
        {
            throw new ArgumentException("A binding needs somebody to bind: give -ServiceAccount, -User or -Group.");
        }

        RoleStore store = new(Client, Place);
        (string kind, string name) = RoleRef;
        Create(KnownKinds.Get(store.BindingKind), Place, Name, () => Encoding.UTF8.GetBytes(store.NewBinding(Name, kind, name, subjects).ToJsonString()));
    }
}
