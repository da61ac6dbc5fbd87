using System.Globalization;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Streams.Exec;

/// <summary>The Status on the error channel that says how a command ended.</summary>
internal static class ExecStatus
{
    public static JsonObject Exited(int code)
    {
        if (code == 0)
        {
            return new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" };
        }

        string text = code.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = "command terminated with non-zero exit code: exit status " + text,
            ["reason"] = "NonZeroExitCode",
            ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = text }) },
        };
    }

    /// <summary>The container runtime could not start the command.</summary>
    public static JsonObject NotStarted(string problem)
    {
        string message = "error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: " +
            $"exec failed: unable to start container process: {problem}: unknown";
        return new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = "Internal error occurred: " + message,
            ["reason"] = "InternalError",
            ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) },
            ["code"] = 500,
        };
    }
}
