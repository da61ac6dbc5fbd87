using System.Text;

namespace PodKube.Client.Yaml;

/// <summary>What a <c>!!binary</c> scalar holds. JSON has text only, so the bytes must be text.</summary>
internal static class BinaryText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes the base64 of a scalar to the text that it stands for.</summary>
    /// <exception cref="KubeYamlException">It is not base64, or the bytes are not UTF-8 text.</exception>
    public static string Decode(YamlScalar scalar)
    {
        try
        {
            return s_strict.GetString(Convert.FromBase64String(scalar.Text));
        }
        catch (FormatException exception)
        {
            throw Failure(scalar, "the !!binary value is not base64", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw Failure(scalar, "the !!binary value is not text, and JSON holds text only", exception);
        }
    }

    private static KubeYamlException Failure(YamlScalar scalar, string problem, Exception inner) =>
        new(
            problem,
            scalar.Start.Line,
            scalar.Start.Column,
            "Leave the tag out: fields such as a Secret's data take the base64 itself.",
            inner
        );
}
