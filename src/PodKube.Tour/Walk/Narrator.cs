namespace PodKube.Tour.Walk;

/// <summary>Tells the tour to the reader: numbered steps, and below each what it showed.</summary>
internal sealed class Narrator(TextWriter output, bool colours)
{
    private const string Bold = "1";
    private const string Dim = "2";
    private const string Red = "31";
    private const string Green = "32";

    /// <summary>Colours where a person reads along; https://no-color.org switches them off.</summary>
    public static Narrator ForConsole(Func<string, string?> environment) =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(environment("NO_COLOR")));

    public void Title(string text) => Line(text, Bold);

    public void Remark(string text) => Line(text, Dim);

    public void Step(int number, string title)
    {
        output.WriteLine();
        Line($"{number, 2}. {title}", Bold);
    }

    public void Shown(string text) => output.WriteLine("    " + text.ReplaceLineEndings(Environment.NewLine + "    "));

    public void Success(string text)
    {
        output.WriteLine();
        Line(text, Green);
    }

    public void Failure(string text)
    {
        output.WriteLine();
        Line(text, Red);
    }

    private void Line(string text, string style) => output.WriteLine(colours ? $"\u001b[{style}m{text}\u001b[0m" : text);
}
