using System.Management.Automation;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>A service account as people name it: text, or the object.</summary>
internal readonly record struct ServiceAccountName(string Namespace, string Name)
{
    /// <exception cref="ArgumentException">It has no name.</exception>
    public static ServiceAccountName Of(object given, string defaultNamespace)
    {
        object plain = given is PSObject { BaseObject: string text } ? text : given;
        if (plain is string written)
        {
            RbacSubject subject = RbacSubject.ServiceAccount(written, defaultNamespace);
            return new ServiceAccountName(subject.Namespace!, subject.Name);
        }

        ObjectReference reference = ObjectReference.From(plain);
        return new ServiceAccountName(
            reference.Namespace ?? defaultNamespace, reference.Name ?? throw new ArgumentException("The piped object has no name."));
    }
}
