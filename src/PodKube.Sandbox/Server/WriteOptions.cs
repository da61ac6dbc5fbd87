using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Server;

/// <summary>Reads the query of a write into an <see cref="OperationContext"/>.</summary>
internal static class WriteOptions
{
    private const int MaximumManagerLength = 128;

    /// <param name="optionsKind">CreateOptions, UpdateOptions, PatchOptions: named in errors.</param>
    /// <exception cref="ApiStatusException">422: an option that is not offered.</exception>
    public static OperationContext Read(HttpContext context, UserInfo user, string optionsKind, bool isApply = false)
    {
        var query = context.Request.Query;
        var errors = new FieldErrors();
        var validation = query.Text("fieldValidation");
        var manager = query.Text("fieldManager");
        ValidateDryRun(query, errors);
        if (validation is not ("" or "Ignore" or "Warn" or "Strict"))
        {
            errors.NotSupported("fieldValidation", validation, "", "Ignore", "Strict", "Warn");
        }

        if (manager.Length > MaximumManagerLength)
        {
            errors.TooLong("fieldManager", MaximumManagerLength);
        }

        if (isApply && manager.Length == 0)
        {
            errors.Required("fieldManager", "is required for apply patch");
        }

        if (!isApply && optionsKind == "PatchOptions" && query.Flag("force"))
        {
            errors.Forbidden("force", "may not be specified for non-apply patch");
        }

        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid("meta.k8s.io", optionsKind, "", errors);
        }

        return new OperationContext
        {
            User = user,
            FieldManager = manager.Length > 0 ? manager : ManagerFromAgent(context.Request.Headers.UserAgent.ToString()),
            DryRun = query.Text("dryRun") == "All",
            FieldValidation = validation switch
            {
                "Ignore" => FieldValidation.Ignore,
                "Strict" => FieldValidation.Strict,
                _ => FieldValidation.Warn,
            },
            Warn = text => ApiResponse.AddWarning(context, text),
        };
    }

    public static void ValidateDryRun(IQueryCollection query, FieldErrors errors)
    {
        var values = query["dryRun"].Where(value => !string.IsNullOrEmpty(value)).ToList();
        if (values.Count > 0 && values.Any(value => value != "All"))
        {
            errors.NotSupported("dryRun", new System.Text.Json.Nodes.JsonArray([.. values.Select(value => (System.Text.Json.Nodes.JsonNode)value!)]), "All");
        }
    }

    /// <summary>The product of the User-Agent, up to its version.</summary>
    private static string ManagerFromAgent(string agent)
    {
        var product = agent.Split('/')[0];
        return product.Length > MaximumManagerLength ? product[..MaximumManagerLength] : product;
    }
}
