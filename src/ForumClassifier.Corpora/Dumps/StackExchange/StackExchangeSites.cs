namespace ForumClassifier.Corpora.Dumps.StackExchange;

/// <summary>Tells the sites of one corpus apart, each of which numbers its posts from 1: ids of all but the first begin with the site's name.</summary>
/// <remarks>
/// The site's name is what stands before <c>Posts</c> in the name of the file, such as <c>beer</c> in <c>beer-Posts.xml</c>, else that of the folder or archive of the file.
/// Files of one folder and one name are of one site.
/// </remarks>
internal sealed class StackExchangeSites
{
    private const string Table = "Posts";

    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What goes before the ids of a file; empty for those of the first site.</summary>
    /// <param name="place">Of the file: its path, or that of its archive and its own in it.</param>
    public string PrefixOf(string place)
    {
        var file = Path.GetFileNameWithoutExtension(DumpFileName.WithoutCompression(place));
        var own = file.EndsWith(Table, StringComparison.OrdinalIgnoreCase) ? file[..^Table.Length].TrimEnd('-', '_', '.', ' ') : file;
        var folder = Path.GetDirectoryName(Path.GetFullPath(place)) ?? "";
        var key = Path.Combine(folder, own);
        if (!_prefixes.TryGetValue(key, out var prefix))
        {
            var name = Unique(own.Length > 0 ? own : NameOf(folder));
            _prefixes.Add(key, prefix = _prefixes.Count == 0 ? "" : name + ":");
        }

        return prefix;
    }

    private static string NameOf(string folder)
    {
        var name = Path.GetFileName(folder);
        return DumpFileName.IsArchive(name) ? Path.GetFileNameWithoutExtension(DumpFileName.WithoutCompression(name)) : name;
    }

    private string Unique(string name)
    {
        var single = name;
        for (var number = 2; !_names.Add(single); number++)
        {
            single = FormattableString.Invariant($"{name}-{number}");
        }

        return single;
    }
}
