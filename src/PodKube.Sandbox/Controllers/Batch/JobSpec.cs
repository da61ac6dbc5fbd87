using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>What a Job asks for, as far as more than one decision needs it.</summary>
internal static class JobSpec
{
    public static bool IsIndexed(this JsonObject job) => job.Text("spec", "completionMode") == "Indexed";

    public static bool IsSuspended(this JsonObject job) => job.Flag("spec", "suspend");

    /// <summary>How many pods have to succeed; null where one success is enough for all.</summary>
    public static int? Completions(this JsonObject job) => job.Number("spec", "completions") is { } number ? (int)number : null;
}
