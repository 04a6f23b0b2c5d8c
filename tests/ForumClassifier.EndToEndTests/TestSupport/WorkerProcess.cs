using System.Diagnostics;
using System.Globalization;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A worker that a scheduler or the program itself started, found by its command line and folder.</summary>
internal static class WorkerProcess
{
    /// <summary>The process that labels a shard.</summary>
    /// <param name="folder">The one it was started in.</param>
    /// <returns>Null where there is none.</returns>
    public static int? Find(string folder, string run, int shard)
    {
        string[] arguments = ["label", "--run", run, "--shard", shard.ToString(CultureInfo.InvariantCulture)];
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
                if (words.Any(word => word.EndsWith("/forum-classifier.dll", StringComparison.Ordinal)) && string.Join(' ', words).Contains(string.Join(' ', arguments) + " ", StringComparison.Ordinal) && new FileInfo(Path.Combine(process, "cwd")).LinkTarget == folder)
                {
                    return int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it has ended
            }
        }

        return null;
    }

    /// <param name="signal">Such as KILL.</param>
    public static void Send(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
