using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>A labelling of one file that several workers of one machine share: in <c>FILE.run</c> lies a planned run while it is made, and <c>manifest.json</c> and <c>keys</c> alone afterwards.</summary>
public sealed class SharedLabelling
{
    private const int PartsForMoreShards = 64; // a worker's start, and its way to where its shard begins, are soon worth a few seconds
    private const int MostShardsPerWorker = 4;

    private readonly LabelRequest _request;
    private readonly RunFolder _folder;

    /// <exception cref="OutputException">The file exists already, or is one of the corpus.</exception>
    /// <exception cref="RunException">Beside the file lies something that is no run.</exception>
    public SharedLabelling(LabelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (_request, _folder) = (request, new RunFolder(request.Output));
        if (request.CorpusPaths.Any(path => DumpFiles.Holds(path, request.Output)))
        {
            throw new OutputException(request.Output, "This is a file of the corpus, or lies in its folder.", "Choose another --output.");
        }

        if (!_folder.IsBegun || request.Overwrite) // else it goes on, and the merge takes no other file than its own
        {
            _folder.RequireUsable(request.Overwrite);
        }
    }

    /// <summary>The folder of the run.</summary>
    public string Run => _request.Output + ".run";

    /// <summary>One shard a worker; up to four, so that none waits long for the last, where each is still worth a start.</summary>
    /// <param name="posts">Of the corpus, or null.</param>
    public static int ShardsFor(int workers, long? posts) =>
        workers * (int)Math.Clamp((posts ?? 0) / CorpusWindows.Size / ((long)workers * PartsForMoreShards), 1, MostShardsPerWorker);

    /// <summary>Writes the plan, or finds that of an interrupted labelling.</summary>
    /// <exception cref="Core.ForumClassifierException">As <see cref="RunPlanner.PlanAsync"/>.</exception>
    public Task<PlanSummary> PlanAsync(string modelPath, int shards, CancellationToken cancellationToken = default) =>
        RunPlanner.PlanAsync(new PlanRequest { Labelling = _request, Folder = Run, ModelPath = modelPath, Shards = shards }, cancellationToken);

    /// <summary>True where the labelling was killed after its predictions had appeared.</summary>
    /// <exception cref="OutputException">There is a file of predictions, but not that of the run.</exception>
    public async Task<bool> IsMergedAsync(CancellationToken cancellationToken = default) => await _folder.FindFinishedAsync(cancellationToken) is not null;

    /// <summary>Puts the shards together, and leaves nothing of the run but its manifest and the keys of its texts.</summary>
    /// <exception cref="Core.ForumClassifierException">As <see cref="RunMerge.MergeAsync"/>.</exception>
    public async Task<MergeSummary> MergeAsync(TimeProvider time, CancellationToken cancellationToken = default)
    {
        var summary = await new RunMerge(Run, _request.Output, _request.Overwrite, time).MergeAsync(null, cancellationToken);
        Shrink();
        return summary;
    }

    /// <summary>Leaves nothing of the run but its manifest and the keys of its texts.</summary>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void Shrink() => _folder.Shrink();
}
