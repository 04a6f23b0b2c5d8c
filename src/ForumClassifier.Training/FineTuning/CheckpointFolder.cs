using System.Text.Json;
using ForumClassifier.Core.Files;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>What a training needs to go on after it was killed: one folder an epoch, whole or not there.</summary>
/// <remarks>
/// <code>
/// epoch-0003/weights.safetensors  optimizer.bin  random.safetensors  state.json  checksums.json
/// best-0002.safetensors           the weights that are kept; written before the folder that names them
/// </code>
/// </remarks>
internal sealed class CheckpointFolder(string folder)
{
    private const string Random = "random";
    private static readonly string[] Files = ["weights.safetensors", "optimizer.bin", "random.safetensors", "state.json"];

    /// <summary>Saves the end of an epoch, then deletes the one before.</summary>
    /// <exception cref="OutputException">The folder cannot be written, or the disk is full.</exception>
    public void Save(TrainingState state, SequenceClassifier model, AdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(state);
        var epoch = state.Epochs.Count;
        var target = EpochFolder(epoch);
        var partial = target + ".partial";
        try
        {
            Directory.CreateDirectory(partial);
            var weights = CheckpointLoading.Named(model);
            SafetensorsWriter.Write(Path.Combine(partial, "weights.safetensors"), weights);
            if (state.BestEpoch == epoch)
            {
                File.Copy(Path.Combine(partial, "weights.safetensors"), BestPath(epoch), overwrite: true);
            }

            using var random = get_rng_state();
            SafetensorsWriter.Write(Path.Combine(partial, "random.safetensors"), [(Random, random)]);
            WholeFile.Write(Path.Combine(partial, "optimizer.bin"), stream =>
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                optimizer.save_state_dict(writer);
            });
            WholeFile.WriteText(Path.Combine(partial, "state.json"), JsonSerializer.Serialize(state));
            Checksums.Write(partial, [.. Files, $"../{Path.GetFileName(BestPath(state.BestEpoch))}"]);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(partial, target);
            Clean(state);
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(target, e);
        }
    }

    /// <summary>The newest complete state, without its weights; null where there is none.</summary>
    /// <exception cref="WorkFolderException">A file that belongs to it is missing or not as it was saved.</exception>
    public TrainingState? Find()
    {
        string[] epochs = [.. EpochFolders().Where(path => !path.EndsWith(".partial", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (epochs is not [.. var earlier, var newest])
        {
            return null;
        }

        var damaged = Checksums.FindDamaged(newest);
        return damaged.Count == 0
            ? JsonSerializer.Deserialize<TrainingState>(File.ReadAllBytes(Path.Combine(newest, "state.json")))
            : throw new WorkFolderException($"{newest}: The checkpoint is damaged: {string.Join(", ", damaged)} {(damaged.Count == 1 ? "is" : "are")} not as saved. "
                + (earlier.Length > 0 ? "Delete this folder to go on from the checkpoint before it, or begin anew with --overwrite." : "Begin anew with --overwrite."));
    }

    /// <summary>Brings model, optimizer and random numbers to a saved state.</summary>
    public void Restore(TrainingState state, SequenceClassifier model, AdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(state);
        var path = EpochFolder(state.Epochs.Count);
        LoadWeights(Path.Combine(path, "weights.safetensors"), model);
        using (var reader = new BinaryReader(File.OpenRead(Path.Combine(path, "optimizer.bin"))))
        {
            optimizer.load_state_dict(reader);
        }

        using var scope = NewDisposeScope();
        using var random = SafetensorsFile.Open(Path.Combine(path, "random.safetensors"));
        set_rng_state(random.Read(Random));
    }

    /// <summary>Gives the model the weights of the best epoch.</summary>
    public void LoadBest(TrainingState state, SequenceClassifier model)
    {
        ArgumentNullException.ThrowIfNull(state);
        LoadWeights(BestPath(state.BestEpoch), model);
    }

    private static void LoadWeights(string path, SequenceClassifier model)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var file = SafetensorsFile.Open(path);
        foreach (var (name, parameter) in CheckpointLoading.Named(model))
        {
            parameter.copy_(file.Read(name));
        }
    }

    // What only older epochs needed goes last, so that there is always a whole state to go back to.
    private void Clean(TrainingState state)
    {
        foreach (var old in EpochFolders().Where(path => path != EpochFolder(state.Epochs.Count)))
        {
            Directory.Delete(old, recursive: true);
        }

        foreach (var old in Directory.EnumerateFiles(folder, "best-*").Where(path => path != BestPath(state.BestEpoch)))
        {
            File.Delete(old);
        }
    }

    private string[] EpochFolders() => Directory.Exists(folder) ? Directory.GetDirectories(folder, "epoch-*") : [];

    private string EpochFolder(int epoch) => Path.Combine(folder, $"epoch-{epoch:0000}");

    private string BestPath(int epoch) => Path.Combine(folder, $"best-{epoch:0000}.safetensors");
}
