using ForumClassifier.Core.Files;

namespace ForumClassifier.Modeling.Native;

/// <summary>Keeps other processes out of a folder while it is held.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until no other process holds the folder's lock; it ends with the process at the latest.</summary>
    /// <exception cref="OutputException">The folder cannot be written, or the lock was not free in time.</exception>
    public static IDisposable Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && waited < Patience)
            {
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw WholeFile.Explain(path, e);
            }
        }
    }
}
