using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ForumClassifier.Cli.Options;
using ForumClassifier.Inference;

namespace ForumClassifier.Cli.Jobs;

/// <summary>Starts this program again for each shard of a run, as many times at once as there are workers.</summary>
/// <param name="libtorch">Folder of an installed PyTorch, or null.</param>
internal sealed partial class WorkerProcesses(string run, WorkerChoice workers, string? libtorch)
{
    private const string VisibleCards = "CUDA_VISIBLE_DEVICES";
    private const int MostAttempts = 3;
    private const int Terminate = 15; // SIGTERM
    private const int ShownLines = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // a batch takes a second or two

    /// <summary>Labels shards; where a worker dies, its shard is begun again, three times at most.</summary>
    /// <exception cref="WorkerException">A shard could not be labelled; what the worker said of it. The others have been stopped.</exception>
    /// <exception cref="RunDamagedException">A worker found that plan, corpus or model are not what they were.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the workers have ended with what they had saved.</exception>
    public async Task LabelAsync(IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        var left = new ConcurrentQueue<int>(shards);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = workers.Cards.Select(async card =>
        {
            try
            {
                while (left.TryDequeue(out var shard))
                {
                    await LabelAsync(shard, card, stop.Token);
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }).ToList();
        await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await (working.Find(one => one.IsFaulted) ?? Task.CompletedTask);
    }

    private async Task LabelAsync(int shard, int? card, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (code, said) = await RunAsync(shard, card, cancellationToken);
            if (code == ExitCode.Done)
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var worker = FormattableString.Invariant($"The worker of shard {shard}{(card is null ? "" : FormattableString.Invariant($" on cuda:{card}"))}");
            switch (code)
            {
                case ExitCode.Damaged:
                    throw new RunDamagedException(run, $"{worker} says:", said);
                case ExitCode.UserProblem or ExitCode.WrongUsage or ExitCode.Incomplete:
                    throw new WorkerException($"{worker} says: {said}");
                case var _ when attempt == MostAttempts:
                    throw new WorkerException(FormattableString.Invariant($"{worker} ended {attempt} times, last with exit code {code}. Give the same command again to go on. It said:\n{said}"));
            }
        }
    }

    /// <returns>The exit code, and the last lines of standard error that are no progress.</returns>
    private async Task<(int Code, string Said)> RunAsync(int shard, int? card, CancellationToken cancellationToken)
    {
        var number = shard.ToString(CultureInfo.InvariantCulture);
        string[] command = [.. OwnProgram.Command, "label", "--run", run, "--shard", number, .. libtorch is { Length: > 0 } ? ["--libtorch", libtorch] : Array.Empty<string>()];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (card is { } index)
        {
            start.Environment[VisibleCards] = CardOf(index, Environment.GetEnvironmentVariable(VisibleCards));
        }

        using var worker = Process.Start(start) ?? throw new InvalidOperationException("A worker did not start.");
        worker.StandardInput.Close();
        var output = worker.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var said = new Queue<string>();
        while (await ReadLineAsync(worker, cancellationToken) is { } line)
        {
            if (!line.StartsWith($"shard {number}: ", StringComparison.Ordinal))
            {
                said.Enqueue(line);
                while (said.Count > ShownLines)
                {
                    said.Dequeue();
                }
            }
        }

        await output;
        await worker.WaitForExitAsync(CancellationToken.None);
        return (worker.ExitCode, string.Join('\n', said));
    }

    /// <summary>The next line of a worker, which is told to end where that is asked for; null at its end.</summary>
    private static async Task<string?> ReadLineAsync(Process worker, CancellationToken cancellationToken)
    {
        var reading = worker.StandardError.ReadLineAsync(CancellationToken.None).AsTask();
        try
        {
            return await reading.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Stop(worker);
        }

        try
        {
            return await reading.WaitAsync(Patience, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            worker.Kill();
            return await reading;
        }
    }

    private static void Stop(Process worker)
    {
        if (OperatingSystem.IsWindows())
        {
            worker.Kill();
        }
        else if (!worker.HasExited)
        {
            _ = Kill(worker.Id, Terminate);
        }
    }

    // the cards that this process may use, where that is said, are numbered from 0
    internal static string CardOf(int index, string? visible) =>
        visible?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } cards && index < cards.Length ? cards[index] : index.ToString(CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
