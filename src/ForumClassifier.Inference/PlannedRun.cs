using ForumClassifier.Core;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>A run whose plan was read.</summary>
public sealed class PlannedRun
{
    private PlannedRun(PlannedFolder folder, RunPlan plan)
    {
        (Folder, Plan) = (folder, plan);
        var places = plan.Places ?? throw new InvalidOperationException("A planned run has places.");
        (CorpusPaths, ModelPath, Options) = (places.Corpus, places.Model, plan.Options);
    }

    /// <summary>Where the corpus lay when the run was planned.</summary>
    public IReadOnlyList<string> CorpusPaths { get; }

    /// <summary>Where the model lay when the run was planned.</summary>
    public string ModelPath { get; }

    /// <summary>Those that were chosen once for all shards.</summary>
    public IReadOnlyDictionary<string, string> Options { get; }

    public int Shards => Plan.Shards.Count;

    internal PlannedFolder Folder { get; }

    internal RunPlan Plan { get; }

    /// <summary>Keeps why a shard could not be begun, so that a status tells it.</summary>
    public void RecordFailure(int shard, ForumClassifierException failure) => Folder.WriteFailure(shard, failure, ShardRun.NewAttempt());

    /// <exception cref="RunException">There is no such folder, or it is not that of a planned run.</exception>
    /// <exception cref="RunIncompleteException">The plan is missing.</exception>
    /// <exception cref="RunDamagedException">The plan is damaged.</exception>
    public static PlannedRun Open(string folder)
    {
        var run = new PlannedFolder(folder);
        return new PlannedRun(run, run.ReadPlan());
    }
}
