using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PodKube.Client.Yaml;

/// <summary>A scanner whose token may be looked at any number of times before it is consumed.</summary>
/// <remarks>
/// YamlDotNet's parser looks ahead twice after an anchored scalar in a flow mapping, and its own scanner then drops a token:
/// <c>{a: &amp;x 1, b: *x}</c> would be refused (https://github.com/aaubry/YamlDotNet/blob/v16.3.0/YamlDotNet/Core/Parser.cs, ParseNode).
/// </remarks>
internal sealed class PeekingScanner(string text) : IScanner
{
    private readonly Scanner _scanner = new(new StringReader(text), skipComments: true);

    public Mark CurrentPosition => _scanner.CurrentPosition;

    public Token? Current => _scanner.Current;

    public bool MoveNext() => _scanner.MoveNext();

    public bool MoveNextWithoutConsuming() => _scanner.Current is not (null or StreamEnd) || _scanner.MoveNextWithoutConsuming();

    public void ConsumeCurrent() => _scanner.ConsumeCurrent();
}
