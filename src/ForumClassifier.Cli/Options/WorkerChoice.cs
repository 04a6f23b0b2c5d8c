using System.Globalization;

namespace ForumClassifier.Cli.Options;

/// <summary>The processes that share a labelling.</summary>
/// <param name="Device">Of each as the plan has it: a CUDA worker sees its own card alone.</param>
/// <param name="Cards">The index of each worker's card, or null for one that takes what the plan says.</param>
/// <param name="Threads">Of each.</param>
internal sealed record WorkerChoice(string Device, IReadOnlyList<int?> Cards, int Threads)
{
    private const string Cuda = "cuda:";

    /// <returns>Null where one process does it all: this one.</returns>
    /// <exception cref="UsageException">A number is out of range, or the devices do not go together.</exception>
    public static WorkerChoice? Find(string device, int? workers, int? threads)
    {
        foreach (var (option, value) in new[] { ("--workers", workers), ("--threads", threads) })
        {
            if (value < 1)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {value}: Out of range. Expected at least 1."));
            }
        }

        var devices = device.Split(',');
        if (devices.Length == 1 && workers is null)
        {
            return null;
        }

        List<int?> cards = [.. devices.Select(Card)];
        if (devices.Length > 1 && (cards.Contains(null) || cards.Distinct().Count() < cards.Count))
        {
            throw new UsageException($"--device {device}: Several devices are CUDA cards, each named once, such as cuda:0,cuda:1. For several workers on one device use --workers.");
        }

        var count = workers ?? devices.Length;
        return count < devices.Length
            ? throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--workers {count}: There are {devices.Length} devices. Expected at least one worker for each."))
            : new WorkerChoice(
                cards[0] is null ? device : "cuda",
                [.. Enumerable.Range(0, count).Select(worker => cards[worker % cards.Count])],
                threads ?? Math.Max(1, Environment.ProcessorCount / count));
    }

    private static int? Card(string device) =>
        device.StartsWith(Cuda, StringComparison.Ordinal) && int.TryParse(device.AsSpan(Cuda.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var card) ? card : null;
}
