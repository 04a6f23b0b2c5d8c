using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>Commands with options that are none or do not fit.</summary>
[Collection(typeof(ProgramTests))]
public sealed class BadOptionsTests : IDisposable
{
    private const string SeeTrain = "See forum-classifier train --help.";

    private readonly TemporaryFolder _folder = new();

    public BadOptionsTests() => _folder.Write("posts.csv", MadePosts.Csv(12));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--bogus", "Unrecognized command or argument '--bogus'.\n" + SeeTrain)]
    [InlineData("--epochs", "Required argument missing for option: '--epochs'.\n" + SeeTrain)]
    [InlineData("--epochs abc --learning-rate fast", "--epochs abc: Expected a whole number.\n--learning-rate fast: Expected a number with a decimal point.\n" + SeeTrain)]
    [InlineData("--class-weights heavy --assignment some --body-format pdf", "--class-weights heavy: Expected none or balanced.\n--assignment some: Expected single or multiple.\n--body-format pdf: Expected text, markdown, html or bbcode.\n" + SeeTrain)]
    [InlineData("--recipe guess", "Argument 'guess' not recognized. Must be one of:\n\t'fine-tuning'\n" + SeeTrain)]
    [InlineData("--epochs 0 --learning-rate 7 --max-tokens 1 --test-share 0.9", "--epochs 0: Out of range. Expected 1 to 1000.\n--learning-rate 7: Out of range. Expected 1E-08 to 1.\n--max-tokens 1: Out of range. Expected 2 to 8192.\n--test-share 0.9: Out of range. Expected 0.05 to 0.5.")]
    [InlineData("--segment code=mask --segment code=drop", "--segment code=drop: There is another treatment of code. Give one.")]
    [InlineData("--segment code=hide --segment prose=drop --mask faces,names", "--segment code=hide: Not known. Expected one of quote, code, log, link, image, mention, signature, greeting, then = and one of keep, drop, mask, such as code=mask.\n--segment prose=drop: Not known. Expected one of quote, code, log, link, image, mention, signature, greeting, then = and one of keep, drop, mask, such as code=mask.\n--mask faces: Not known. Expected names,emails,urls, or some of them.")]
    public async Task Wrong_usage_has_exit_code_2(string options, string message)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, Train(options.Split(' ')));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(message.Split('\n').Order(StringComparer.Ordinal), run.Error.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
        Assert.EndsWith(message.Split('\n')[^1] + "\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public Task What_is_missing_is_listed() =>
        Refusal.AssertAsync(_folder, 2, "Option '--labeled-data' is required.\nOption '--output' is required.\n" + SeeTrain, ["train"]);

    [Fact]
    public Task An_unknown_command_points_to_the_help() =>
        Refusal.AssertAsync(_folder, 2, "Required command was not provided.\nUnrecognized command or argument 'learn'.\nSee forum-classifier --help.", ["learn"]);

    [Fact]
    public Task A_folder_without_libtorch_is_refused()
    {
        Directory.CreateDirectory(_folder.File("torch"));
        return Refusal.AssertAsync(_folder, 1,
            "torch: There is no libtorch.so in it. Expected the folder torch/lib of an installed PyTorch. The libraries of PyTorch 2.10 and 2.11 serve: install one of these, or leave --libtorch (FORUMCLASSIFIER_LIBTORCH) out.",
            Train("--libtorch", "torch"));
    }

    [SlowFact]
    public async Task What_torch_must_say_is_refused_before_anything_is_written()
    {
        await RefusesAsync(1, "--device gpu: There is no device of this name. Expected auto, cpu, cuda or cuda:N.", "--device", "gpu");
        await RefusesAsync(1, "--precision fp8: There is no precision of this name. Expected auto, fp32 or bf16.", "--precision", "fp8");
        await RefusesAsync(2, "--max-tokens 1000: The encoder all-MiniLM-L6-v2 reads at most 512 tokens. Choose 2 to 512.", "--max-tokens", "1000");
        await RefusesAsync(1, "model.partial: There is no interrupted training here to resume. Leave --resume out to begin one.", "--resume");
        await RefusesAsync(1, "no-such-encoder: There is no such folder. Expected an encoder in Hugging Face layout, by name from models/encoders/ or by path.", "--encoder", "no-such-encoder");
    }

    [SlowFact]
    public async Task A_card_that_is_not_there_is_refused()
    {
        Assert.SkipWhen(File.Exists("/proc/driver/nvidia/version"), "There may be a card.");

        await RefusesAsync(1,
            "--device cuda: No CUDA device was found; there is the CPU. Use --device cpu, or a build with TorchBackend=cuda or --libtorch with a CUDA PyTorch on a machine with a card.",
            "--device", "cuda");
    }

    [SlowFact]
    public async Task An_unknown_encoder_is_refused_in_the_folder_of_the_repository_too()
    {
        var run = await BuiltProgram.RunAsync(RepositoryRoot.Path,
            "train", "--labeled-data", _folder.File("posts.csv"), "--label-column", "label", "--output", _folder.File("model"), "--encoder", "no-such-encoder");

        Assert.Equal(
            (1, "no-such-encoder: There is no such folder. Expected an encoder in Hugging Face layout, by name from models/encoders/ or by path.\n"),
            (run.ExitCode, run.Error));
    }

    private static string[] Train(params string[] more) => ["train", "--labeled-data", "posts.csv", "--label-column", "label", "--output", "model", .. more];

    private Task RefusesAsync(int exitCode, string message, params string[] more) => Refusal.AssertAsync(_folder, exitCode, message, Train(more));
}
