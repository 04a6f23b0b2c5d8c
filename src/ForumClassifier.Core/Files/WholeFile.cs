namespace ForumClassifier.Core.Files;

/// <summary>Files that appear under their name whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>Writes beside the path under a temporary name, flushes to disk, and moves it there.</summary>
    /// <param name="target">Where it appears, in the same folder, if that is not the path: a name that tells what was written.</param>
    /// <exception cref="OutputException">The disk is full, the folder cannot be written or does not exist; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        var partial = path + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a full path of a file has a folder
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, target ?? path, overwrite: true);
        }
        catch (Exception e) when (CannotWrite(e))
        {
            TryDelete(partial);
            throw Explain(path, e);
        }
        catch
        {
            TryDelete(partial);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="OutputException">As <see cref="Write"/>.</exception>
    public static void WriteText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });

    /// <summary>True for the exceptions of a path that cannot be written.</summary>
    /// <remarks>A file that grows beyond the user's limit (EFBIG, <c>ulimit -f</c>) is no IOException but an ArgumentOutOfRangeException of the file's own write.</remarks>
    public static bool CannotWrite(Exception e) => e is IOException or UnauthorizedAccessException || IsTooLong(e);

    /// <summary>Says in words why a path could not be written.</summary>
    public static OutputException Explain(string path, Exception e) => e switch
    {
        _ when IsTooLong(e) => new OutputException(path, "The file would be longer than you may write here (ulimit -f, or the file system).", "Raise the limit or write elsewhere; nothing was left half-written.", e),
        IOException { HResult: DiskFull or DiskFullWindows } => new OutputException(path, "The disk is full.", "Free some space or write elsewhere; nothing was left half-written.", e),
        UnauthorizedAccessException => new OutputException(path, "This place cannot be written.", "Choose a folder you may write to.", e),
        _ => new OutputException(path, $"It could not be written ({e.Message.TrimEnd('.')}).", "Check that the folder exists and can be written, or write elsewhere.", e),
    };

    private const int DiskFull = 28;      // ENOSPC
    private const int FileTooLarge = 27;  // EFBIG
    private const int DiskFullWindows = unchecked((int)0x80070070);

    private static bool IsTooLong(Exception e) =>
        e is IOException { HResult: FileTooLarge } or ArgumentOutOfRangeException { ParamName: "value", TargetSite.DeclaringType.Namespace: "System.IO" or "System.IO.Strategies" };

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // what could not be created cannot be deleted either; the caller reports the cause
        }
    }
}
