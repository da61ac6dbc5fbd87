namespace PodKube.Sessions;

/// <summary>
/// The sessions of this process. There is one default for all runspaces, so that <c>ForEach-Object -Parallel</c> works on the
/// connection that the script opened. Thread-safe.
/// </summary>
internal static class SessionRegistry
{
    private static readonly object s_lock = new();
    private static readonly List<KubeSession> s_sessions = [];

    private static KubeSession? s_default;

    public static KubeSession? Default
    {
        get
        {
            lock (s_lock)
            {
                return s_default;
            }
        }
    }

    public static void Add(KubeSession session, bool makeDefault)
    {
        lock (s_lock)
        {
            s_sessions.Add(session);
            if (makeDefault || s_default is null)
            {
                s_default = session;
            }
        }
    }

    /// <summary>The default session; when there is none, the one that <paramref name="connect"/> opens, for all who come at once.</summary>
    public static KubeSession GetOrConnect(Func<KubeSession> connect)
    {
        lock (s_lock)
        {
            if (s_default is null)
            {
                KubeSession session = connect();
                s_sessions.Add(session);
                s_default = session;
            }

            return s_default;
        }
    }

    /// <summary>A copy, so that it can be piped into what changes the list.</summary>
    public static IReadOnlyList<KubeSession> List()
    {
        lock (s_lock)
        {
            return [.. s_sessions];
        }
    }

    public static bool IsDefault(KubeSession session) => ReferenceEquals(Default, session);

    /// <summary>Puts <paramref name="replacement"/> where <paramref name="session"/> was.</summary>
    public static void Replace(KubeSession session, KubeSession replacement, bool makeDefault)
    {
        lock (s_lock)
        {
            bool wasDefault = ReferenceEquals(s_default, session);
            s_sessions.Remove(session);
            s_sessions.Add(replacement);
            if (makeDefault || wasDefault)
            {
                s_default = replacement;
            }
        }
    }

    public static void Remove(KubeSession session)
    {
        lock (s_lock)
        {
            s_sessions.Remove(session);
            if (ReferenceEquals(s_default, session))
            {
                s_default = null;
            }
        }
    }
}
