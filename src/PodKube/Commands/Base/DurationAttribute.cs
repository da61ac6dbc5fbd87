using System.Globalization;
using System.Management.Automation;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// Lets a TimeSpan parameter take what people write: a number of seconds (PowerShell itself would take it for ticks), <c>1h30m</c> as
/// Kubernetes writes durations, or PowerShell's own <c>00:05:00</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain switch
        {
            TimeSpan span => Checked(span, plain),
            string text when GoDuration.TryParse(text, out TimeSpan span) => span,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) => OfSeconds(seconds),
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) => Checked(span, plain),
            string => throw Wrong(plain),
            IConvertible number => OfSeconds(number.ToDouble(CultureInfo.InvariantCulture)),
            _ => inputData,
        };
    }

    private static TimeSpan OfSeconds(double seconds) =>
        seconds >= 0 ? seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue : throw Wrong(seconds);

    private static TimeSpan Checked(TimeSpan span, object given) => span >= TimeSpan.Zero ? span : throw Wrong(given);

    private static ArgumentTransformationMetadataException Wrong(object given) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{given}' is no duration: give seconds, 1m30s, 00:01:30 or a TimeSpan, and none below zero."));
}
