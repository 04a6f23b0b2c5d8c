using System.Diagnostics;
using System.Globalization;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A folder in which little can be written: a file system in memory where the system lets us mount one, else by a limit on each file.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>What the program says after the path where a limit on files is met.</summary>
    public const string LimitRefusal = "The file would be longer than you may write here (ulimit -f, or the file system). Raise the limit or write elsewhere; nothing was left half-written.\n";

    private readonly TemporaryFolder _folder = new();
    private readonly int _kibibytes;
    private bool _isMounted;

    /// <param name="kibibytes">A multiple of 4.</param>
    public SmallDisk(int kibibytes)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Disks are limited otherwise there.");
        _kibibytes = kibibytes;
        _isMounted = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k"), "forum-classifier-test", _folder.Path);
    }

    /// <summary>False where each file is limited instead, but not all of them together.</summary>
    public bool IsMounted => _isMounted;

    public string Path => _folder.Path;

    /// <summary>What the program says after the path where this disk is full.</summary>
    public string Refusal => _isMounted ? "The disk is full. Free some space or write elsewhere; nothing was left half-written.\n" : LimitRefusal;

    /// <summary>Runs the program where the disk is small.</summary>
    public Task<Finished> RunAsync(params string[] arguments) => _isMounted
        ? BuiltProgram.RunAsync(Path, arguments)
        : BuiltProgram.RunWithLimitedFilesAsync(Path, _kibibytes, arguments);

    /// <summary>Makes room; the files stay.</summary>
    public void Grow() => _isMounted = _isMounted && Run("mount", "-o", "remount,size=100m", _folder.Path);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", _folder.Path);
        }

        _folder.Dispose();
    }

    private static bool Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start);
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such command
        }
    }
}
