using System.Diagnostics;
using System.Globalization;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A program started by a test; it does not outlive the test.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Task<long> _peakMemory;

    private ChildProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _peakMemory = Task.Run(WatchMemoryAsync);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program; what <paramref name="environment"/> does not name is as in the test's process.</summary>
    public static ChildProcess Start(string file, IEnumerable<string> arguments, string folder, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        process.StandardInput.Close();
        return new ChildProcess(process);
    }

    /// <summary>Starts a program and waits for its end.</summary>
    public static async Task<Finished> RunAsync(string file, IEnumerable<string> arguments, string folder, params IEnumerable<(string Name, string Value)> environment)
    {
        using var child = Start(file, arguments, folder, environment);
        return await child.WaitAsync();
    }

    public ValueTask<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Send("TERM");

    /// <summary>Sends SIGKILL.</summary>
    public void Kill() => Send("KILL");

    /// <summary>Waits until something is there, or the process ends; looks every few milliseconds.</summary>
    /// <returns>False where it never was.</returns>
    public async Task<bool> WaitUntilAsync(Func<bool> isThere)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isThere())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Limit)
            {
                return false;
            }

            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        return true;
    }

    /// <summary>Waits for the end; the output is what was not read before.</summary>
    public async Task<Finished> WaitAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(Limit);
        var output = await _process.StandardOutput.ReadToEndAsync(end.Token);
        var error = await _error;
        await _process.WaitForExitAsync(end.Token);
        return new Finished(_process.ExitCode, output, error, await _peakMemory);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Send(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        kill.WaitForExit();
    }

    // The kernel keeps the peak (VmHWM), so that the last look before the end misses little.
    private async Task<long> WatchMemoryAsync()
    {
        var peak = 0L;
        try
        {
            while (!_process.HasExited)
            {
                var line = File.ReadLines($"/proc/{Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = line is null ? peak : 1024 * long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
                await Task.Delay(20);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // it has ended, or there is no /proc
        }

        return peak;
    }
}
