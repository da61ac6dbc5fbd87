using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>Writes the pieces of API objects that every controller writes: times, conditions, owner references.</summary>
internal static class JsonBuilding
{
    /// <summary>A time as <c>metav1.Time</c> prints it: UTC, whole seconds.</summary>
    public static string ApiTime(this DateTimeOffset time) => ObjectMeta.Time(time);

    /// <summary>A time as <c>metav1.MicroTime</c> prints it: UTC, exactly six digits of a second.</summary>
    public static string ApiMicroTime(this DateTimeOffset time) => ObjectMeta.MicroTime(time);

    /// <summary>Sets the field, or removes it for zero: the API's integers are mostly <c>omitempty</c>.</summary>
    public static void SetCount(this JsonObject item, string name, int value)
    {
        if (value == 0)
        {
            item.Remove(name);
        }
        else
        {
            item[name] = value;
        }
    }

    public static void SetAnnotation(this JsonObject item, string name, string value) =>
        item.EnsureObject("metadata").EnsureObject("annotations")[name] = value;

    public static void SetLabel(this JsonObject item, string name, string value) =>
        item.EnsureObject("metadata").EnsureObject("labels")[name] = value;

    /// <summary>An owner reference to <paramref name="owner"/>, as a controller writes it on what it makes.</summary>
    public static JsonObject ControllerReference(this JsonObject owner) => new()
    {
        ["apiVersion"] = owner.Text("apiVersion"),
        ["kind"] = owner.Text("kind"),
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>A deep copy, for changing an object that the store holds.</summary>
    public static JsonObject Copy(this JsonObject item) => (JsonObject)item.DeepClone();
}
