using PodKube.Client.Errors;

namespace PodKube.Client.Yaml;

/// <summary>Text that is not the YAML or JSON that Kubernetes reads; says where.</summary>
public sealed class KubeYamlException : KubeException
{
    /// <summary>The reason of every failure of this kind.</summary>
    public const string InvalidYaml = "InvalidYaml";

    /// <summary>Makes the failure of one place in the text.</summary>
    /// <param name="problem">What is wrong there, a clause without place and full stop.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    /// <param name="advice">What the person can do about it.</param>
    /// <param name="inner">The parser's own failure.</param>
    public KubeYamlException(string problem, long line, long column, string? advice = null, Exception? inner = null)
        : this(null, problem, line, column, advice, inner) { }

    private KubeYamlException(string? origin, string problem, long line, long column, string? advice, Exception? inner)
        : base(InvalidYaml, $"{(origin is null ? "Line" : $"{origin}: line")} {line}, column {column}: {problem}.", advice, inner)
    {
        Origin = origin;
        Problem = problem;
        Line = line;
        Column = column;
    }

    /// <summary>Where the text came from, a file for instance; null when it has no name.</summary>
    public string? Origin { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>The line where it is wrong, from 1.</summary>
    public long Line { get; }

    /// <summary>The column where it is wrong, from 1.</summary>
    public long Column { get; }

    /// <summary>The same failure, told of a text that came from somewhere.</summary>
    /// <param name="origin">The file or address that the text came from.</param>
    public KubeYamlException In(string origin) => new(origin, Problem, Line, Column, Advice, InnerException);
}
