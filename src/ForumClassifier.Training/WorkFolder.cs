using System.Text.Json;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Training;

/// <summary>The folder <c>DIR.partial</c> of a training that writes the model folder <c>DIR</c>.</summary>
/// <remarks>
/// <code>
/// run.json               what the training was started with
/// measured/, refit/      checkpoints
/// model/                 the model, moved to DIR once it is whole
/// </code>
/// </remarks>
public sealed class WorkFolder
{
    private const string RunFile = "run.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly string _output;
    private readonly string _folder;

    private WorkFolder(string output) => (_output, _folder) = (output, output + ".partial");

    /// <summary>Name of the model: that of its folder.</summary>
    public string Name => Path.GetFileName(Path.GetFullPath(_output));

    /// <summary>Where the model is put together.</summary>
    public string Model => Path.Combine(_folder, "model");

    /// <summary>True where an interrupted training goes on.</summary>
    public bool IsResumed { get; private init; }

    /// <summary>Begins a training, or finds the interrupted one of the same command.</summary>
    /// <param name="output">The model folder to be.</param>
    /// <param name="settings">Everything the result depends on, by name.</param>
    /// <param name="overwrite">Replaces a finished model and an interrupted training.</param>
    /// <param name="resume">There must be an interrupted training.</param>
    /// <exception cref="WorkFolderException">The output exists, an interrupted training was started differently, or there is nothing to resume.</exception>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public static WorkFolder Open(string output, IReadOnlyDictionary<string, string> settings, bool overwrite, bool resume)
    {
        output = Path.TrimEndingDirectorySeparator(output);
        if (!overwrite && (File.Exists(output) || (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())))
        {
            throw new WorkFolderException($"{output}: The model folder exists and is not empty. Expected a new folder. Choose another --output, or replace it with --overwrite.");
        }

        var runFile = Path.Combine(output + ".partial", RunFile);
        try
        {
            if (overwrite && Directory.Exists(output + ".partial"))
            {
                Directory.Delete(output + ".partial", recursive: true);
            }

            var isResumed = File.Exists(runFile);
            if (isResumed)
            {
                CheckSame(output, runFile, settings);
            }
            else if (resume)
            {
                throw new WorkFolderException($"{output}.partial: There is no interrupted training here to resume. Leave --resume out to begin one.");
            }

            Directory.CreateDirectory(output + ".partial");
            if (!isResumed)
            {
                WholeFile.WriteText(runFile, JsonSerializer.Serialize(settings, Json));
            }

            return new WorkFolder(output) { IsResumed = isResumed };
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(output + ".partial", e);
        }
    }

    public string Checkpoints(string phase) => Path.Combine(_folder, phase);

    /// <summary>Deletes the folder of a training that failed before its first checkpoint: there is nothing to go on with, and other options may be tried.</summary>
    public void DiscardUnlessSaved()
    {
        try
        {
            if (!Directory.EnumerateDirectories(_folder, "epoch-????", SearchOption.AllDirectories).Any())
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the cause of the failure is what the user hears of
        }
    }

    /// <summary>Moves the finished model to its place and deletes everything else.</summary>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void Finish()
    {
        try
        {
            if (Directory.Exists(_output))
            {
                Directory.Delete(_output, recursive: true);
            }
            else if (File.Exists(_output))
            {
                File.Delete(_output);
            }

            Directory.Move(Model, _output);
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(_output, e);
        }
    }

    private static void CheckSame(string output, string runFile, IReadOnlyDictionary<string, string> settings)
    {
        Dictionary<string, string> begun;
        try
        {
            begun = StrictJson.Parse<Dictionary<string, string>>(File.ReadAllBytes(runFile), Json);
        }
        catch (InvalidDataException e)
        {
            throw new WorkFolderException($"{runFile}: It is damaged ({e.Message}). Begin anew with --overwrite.");
        }

        var differences = begun.Keys.Union(settings.Keys).Where(name => begun.GetValueOrDefault(name) != settings.GetValueOrDefault(name))
            .Select(name => $"\n  {name}: {begun.GetValueOrDefault(name, "not set")} then, {settings.GetValueOrDefault(name, "not set")} now").ToList();
        if (differences.Count > 0)
        {
            throw new WorkFolderException($"{output}.partial: An interrupted training was begun differently:{string.Concat(differences)}\nRepeat that command to go on with it, or begin anew with --overwrite.");
        }
    }
}
