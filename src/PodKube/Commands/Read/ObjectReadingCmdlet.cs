using System.Management.Automation;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Objects;
using PodKube.Tables;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that read objects: by name, by wildcard, by selector; each object is emitted as it arrives.</summary>
public abstract class ObjectReadingCmdlet : SessionCmdlet
{
    private int _emitted;

    /// <summary>
    /// Labels that the objects must carry: the server's syntax (<c>app=web,tier!=db</c>) or a hashtable (<c>@{app='web'}</c>; an array
    /// means any of its values, $null that the label is absent).
    /// </summary>
    [Parameter]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    /// <summary>Fields that the objects must have: <c>status.phase=Running</c> or a hashtable. Which fields work is up to the server.</summary>
    [Parameter]
    public object? FieldSelector { get; set; }

    /// <summary>How many objects the server sends per page. The default is 500; 0 asks for all at once.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ChunkSize { get; set; } = 500;

    /// <summary>The most objects to emit. The server is not asked for more.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Whether as many objects were emitted as were asked for.</summary>
    private bool IsEnough => _emitted >= First;

    /// <summary>Emits what the query asks for; every exact name that is not there is one error.</summary>
    private protected void Read(ObjectQuery query)
    {
        if (query.IsByName)
        {
            foreach (string name in query.Names.Exact.TakeWhile(_ => !IsEnough))
            {
                Try(new KubeTarget(query.Resource.Kind, query.Namespace, name), () => ReadOne(query.Resource, query.Namespace, name));
            }
        }
        else if (!IsEnough)
        {
            Try(null, () => List(query));
        }
    }

    /// <summary>Whether objects of several kinds come out, and shall share a table.</summary>
    private protected virtual bool HasSeveralKinds => false;

    private void Emit(KubeObject item) => Emit(KubeObjectFactory.Create(item));

    private void Emit(TableRow row)
    {
        if (!HasSeveralKinds && row.Columns.Count > 0)
        {
            ServerTableViews.Ensure(KubeObjectFactory.TableTypeName(row.Item), row, InvokeCommand);
        }

        Emit(KubeObjectFactory.Create(row));
    }

    private void Emit(PSObject item)
    {
        if (HasSeveralKinds)
        {
            item.TypeNames.Insert(0, KubeObjectFactory.SeveralKindsTypeName);
        }

        _emitted++;
        Write(item);
    }

    /// <summary>Writes an object to the pipeline.</summary>
    private protected virtual void Write(PSObject item) => WriteObject(item);

    /// <summary>
    /// Whether the server's columns are asked for together with the objects: the module has tables of its own for the kinds that have a
    /// cmdlet, and one table cannot have the columns of several kinds.
    /// </summary>
    private bool WantsServerColumns(ApiResource resource) => HasSeveralKinds || KnownKinds.Find(resource.ApiVersion, resource.Kind) is null;

    private void ReadOne(ApiResource resource, string? place, string name)
    {
        if (WantsServerColumns(resource))
        {
            Emit(Await(stop => Client.GetTableAsync(resource, place, name, stop)));
        }
        else
        {
            Emit(Await(stop => Client.GetAsync(resource, place, name, stop)));
        }
    }

    private void List(ObjectQuery query)
    {
        if (WantsServerColumns(query.Resource))
        {
            List(query, (options, stop) => Client.ListTableAsync(query.Resource, options, stop), static row => row.Item, Emit);
        }
        else
        {
            List(query, (options, stop) => Client.ListAsync(query.Resource, options, stop), static item => item, Emit);
        }
    }

    private void List<T>(
        ObjectQuery query, Func<ListOptions, CancellationToken, IAsyncEnumerable<T>> source, Func<T, KubeObject> itemOf, Action<T> emit)
    {
        HashSet<string> missing = [.. query.Names.Exact];
        ListProgress progress = new(this, query.Resource.Plural);
        ObjectQuery limited = query with { Most = First - _emitted };
        foreach (T listed in Stream(stop => source(limited.ToListOptions(progress.Take), stop)))
        {
            progress.Show();
            KubeObject item = itemOf(listed);
            if ((query.Names.IsEmpty || query.Names.Matches(item.Name)) && IsOwned(item, query.OwnerUid))
            {
                if (missing.Count > 0)
                {
                    missing.Remove(item.Name);
                }

                emit(listed);
                if (IsEnough)
                {
                    progress.Complete();
                    return;
                }
            }
        }

        progress.Complete();
        foreach (string name in missing)
        {
            WriteError(ErrorRecordFactory.Create(NotFound(query, name), new KubeTarget(query.Resource.Kind, query.Namespace, name)));
        }
    }

    private static bool IsOwned(KubeObject item, string? owner) => owner is null || OwnerReferences.Contains(item, owner);

    /// <summary>The server's own words for an object that is not there; a list does not say them.</summary>
    private static KubeApiException NotFound(ObjectQuery query, string name)
    {
        RequestTarget target = new()
        {
            Verb = "list",
            Group = query.Resource.Group,
            Version = query.Resource.Version,
            Resource = query.Resource.Plural,
            Namespace = query.Namespace,
            Name = name,
        };
        KubeStatus status = new() { Code = 404, Reason = ErrorReason.NotFound, Message = $"{query.Resource.QualifiedName} \"{name}\" not found", Name = name };
        return new KubeApiException(target, status);
    }
}
