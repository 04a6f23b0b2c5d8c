namespace ForumClassifier.Core.Files;

/// <summary>A folder of results that appears under its name whole or not at all.</summary>
public sealed class WholeFolder
{
    private readonly string _path;

    /// <exception cref="OutputException">It exists, is not empty, and is not to be replaced.</exception>
    public WholeFolder(string path, bool overwrite)
    {
        _path = Path.TrimEndingDirectorySeparator(path);
        if (!overwrite && (File.Exists(_path) || (Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())))
        {
            throw new OutputException(_path, "It exists and is not empty.", "Choose another --output, or replace it with --overwrite.");
        }
    }

    /// <summary>Lets the files be written into a folder beside it, then moves that to its place.</summary>
    /// <exception cref="OutputException">The place cannot be written, or the disk is full; nothing is left behind.</exception>
    public void Write(Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var partial = _path + ".partial";
        try
        {
            Delete(partial);
            Directory.CreateDirectory(partial);
            write(partial);
            Delete(_path);
            Directory.Move(partial, _path);
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            TryDelete(partial);
            throw WholeFile.Explain(_path, e);
        }
        catch
        {
            TryDelete(partial);
            throw;
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path)) // deleting below a folder that is missing is an error
        {
            File.Delete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // what could not be written cannot be deleted either; the caller reports the cause
        }
    }
}
