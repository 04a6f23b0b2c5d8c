using System.Text.Json;
using TorchSharp;

namespace ForumClassifier.Modeling.Weights;

/// <summary>The weights of a Hugging Face model folder: <c>model.safetensors</c>, or shards with an index.</summary>
public sealed class Checkpoint : IDisposable
{
    private const string Whole = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    private readonly IReadOnlyList<SafetensorsFile> _files;
    private readonly Dictionary<string, SafetensorsFile> _fileOf;

    private Checkpoint(IReadOnlyList<SafetensorsFile> files)
    {
        _files = files;
        _fileOf = new(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var name in file.Names)
            {
                _fileOf[name] = file;
            }
        }
    }

    public IReadOnlyCollection<string> Names => _fileOf.Keys;

    /// <exception cref="WeightsException">There are no safetensors, only a pickle, or a file is missing or damaged.</exception>
    public static Checkpoint Open(string folder)
    {
        var whole = Path.Combine(folder, Whole);
        var index = Path.Combine(folder, Index);
        if (File.Exists(whole))
        {
            return new Checkpoint([SafetensorsFile.Open(whole)]);
        }

        if (File.Exists(index))
        {
            return OpenShards(folder, index);
        }

        var pickle = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        throw pickle is null
            ? new WeightsException(folder, $"There is no {Whole} in it.", "Expected a model folder in Hugging Face layout with weights as safetensors.")
            : new WeightsException(pickle, "Weights as a pickle are refused: opening one can run any program.",
                "Get the model's safetensors, or convert it with save_pretrained(..., safe_serialization=True) where you trust it.");
    }

    public bool Contains(string name) => _fileOf.ContainsKey(name);

    /// <summary>The file that holds a tensor, for messages.</summary>
    public string PathOf(string name) => _fileOf[name].Path;

    public IReadOnlyList<long> ShapeOf(string name) => _fileOf[name].ShapeOf(name);

    /// <summary>A copy of a tensor on the CPU, in its stored number format; owned by the caller's dispose scope.</summary>
    public torch.Tensor Read(string name) => _fileOf[name].Read(name);

    /// <summary>Reads a tensor of floating-point numbers as float32, without torch.</summary>
    /// <param name="values">As many as the tensor has.</param>
    /// <exception cref="WeightsException">It is stored in another number format.</exception>
    public void ReadFloats(string name, Memory<float> values) => _fileOf[name].ReadFloats(name, values);

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private static Checkpoint OpenShards(string folder, string index)
    {
        List<SafetensorsFile> shards = [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(index));
            var names = json.RootElement.GetProperty("weight_map").EnumerateObject().Select(weight => (weight.Name, Shard: weight.Value.GetString() ?? "")).ToList();
            foreach (var shard in names.Select(name => name.Shard).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (shard != Path.GetFileName(shard))
                {
                    throw new WeightsException(index, $"It names a shard outside its folder ('{shard}').", "Use an index as save_pretrained writes it.");
                }

                shards.Add(SafetensorsFile.Open(Path.Combine(folder, shard)));
            }

            var checkpoint = new Checkpoint(shards);
            var missing = names.Find(name => !checkpoint.Contains(name.Name));
            return missing.Name is null ? checkpoint
                : throw new WeightsException(index, $"It says that '{missing.Name}' is in {missing.Shard}, which does not have it.", "Copy or download the shards again.");
        }
        catch (Exception e)
        {
            shards.ForEach(shard => shard.Dispose());
            if (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new WeightsException(index, "It is no index of shards (a JSON object with 'weight_map').", "Copy or download the file again.", e);
            }

            throw;
        }
    }
}
