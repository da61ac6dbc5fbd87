namespace PodKube.Sandbox.Hosting;

/// <summary>The version of PodKube that this sandbox belongs to.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
