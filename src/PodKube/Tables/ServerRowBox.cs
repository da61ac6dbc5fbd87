using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Tables;

/// <summary>
/// The metadata of an object that came as a row of the server's table: it carries the row along, wherever PowerShell copies the object,
/// and adds no member to it.
/// </summary>
internal sealed class ServerRowBox : FieldBox
{
    public ServerRowBox(KubeField source, TableRow row)
        : base(source) => Row = row;

    private ServerRowBox(ServerRowBox before, object? value)
        : base(before.Source, value) => Row = before.Row;

    public TableRow Row { get; }

    public override FieldBox Replace(object? value) => new ServerRowBox(this, value);
}
