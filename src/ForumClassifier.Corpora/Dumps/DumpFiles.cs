using System.IO.Enumeration;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Finds the files behind a path of a corpus: itself, the files of a folder and of those below it, the members of an archive.</summary>
public static class DumpFiles
{
    /// <summary>The files of a folder that a corpus takes, hidden ones and links to folders left out, in the ordinal order of their relative paths.</summary>
    /// <returns>Relative paths with <c>/</c> between the names.</returns>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> OfFolder(string folder) => Split(folder).Known;

    /// <summary>True where a file is a path of a corpus or lies in the folder that it is, so that a reading may meet it.</summary>
    public static bool Holds(string path, string file)
    {
        var (whole, inner) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), Path.GetFullPath(file));
        return inner == whole || (Directory.Exists(path) && inner.StartsWith(whole + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    /// <summary>As <see cref="OfFolder"/>, and the files whose names are of no known kind.</summary>
    internal static (IReadOnlyList<string> Known, IReadOnlyList<string> Other) Split(string folder)
    {
        var isKnown = Names(folder).ToLookup(name => DumpFileName.KindOf(name) != DumpFileKind.Other);
        return ([.. isKnown[true]], [.. isKnown[false]]);
    }

    /// <summary>The file itself, or the members of the archive it is.</summary>
    /// <param name="isMember">True for a file of a folder.</param>
    internal static IAsyncEnumerable<DumpFile> Of(string path, bool isMember, CancellationToken cancellationToken) => DumpFileName.Ending(path) switch
    {
        ".zip" => ZipMembers.ReadAsync(path, cancellationToken),
        _ when DumpFileName.IsArchive(path) => TarMembers.ReadAsync(path, cancellationToken),
        _ => AsyncEnumerable.Repeat(new DumpFile(path, null, isMember, () => Open(path)), 1),
    };

    private static Stream Open(string path)
    {
        TextFile.Require(path);
        try
        {
            var file = Decompression.OpenFile(path);
            return Decompression.Of(path, file, new InflationBudget(file.Length));
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(path, null, e);
        }
    }

    private static List<string> Names(string folder)
    {
        try
        {
            var root = Path.GetFullPath(folder);
            var files = new FileSystemEnumerable<string>(root, (ref entry) => Path.GetRelativePath(root, entry.ToFullPath()), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
                ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0, // a link may lead back
            };
            return [.. files.Select(name => name.Replace(Path.DirectorySeparatorChar, '/')).Where(name => !DumpFileName.IsHidden(name)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(folder, null, e);
        }
    }
}
