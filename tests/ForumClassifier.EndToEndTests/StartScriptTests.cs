using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>The script <c>forum-classifier</c> with a stand-in for dotnet.</summary>
public sealed class StartScriptTests : IDisposable
{
    private readonly StartFolder _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Arguments_and_exit_code_pass_through()
    {
        var run = await _repository.RunAsync(["label", "two words", "", "$HOME", "*"]);

        Assert.Equal(7, run.ExitCode);
        Assert.Equal(["[label]", "[two words]", "[]", "[$HOME]", "[*]"], Lines(run.Output)[2..]);
        Assert.Equal("Building ForumClassifier (first start) ...\n", run.Error);
    }

    [Fact]
    public async Task The_working_folder_stays_the_users_and_a_link_will_do()
    {
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(elsewhere.File("real"), _repository.Script);
        File.CreateSymbolicLink(elsewhere.File("a link"), "real");

        var run = await _repository.RunAsAsync(elsewhere.File("a link"), elsewhere.Path);

        Assert.Equal(7, run.ExitCode);
        Assert.Equal(elsewhere.Path, Lines(run.Output)[1]);
        Assert.Equal([$"torch= folder={_repository.Root}"], _repository.Builds);
    }

    [Fact]
    public async Task The_program_takes_the_scripts_place_so_that_signals_reach_it()
    {
        using var child = _repository.Start(["wait"]);
        Assert.Equal($"{child.Id}", await child.ReadLineAsync());
        Assert.Equal("waiting", await child.ReadLineAsync());

        child.Terminate();
        var run = await child.WaitAsync();

        Assert.Equal((75, "terminated\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task What_is_up_to_date_is_not_built_again()
    {
        await _repository.RunAsync([]);
        var second = await _repository.RunAsync([]);

        Assert.Equal("", second.Error);
        Assert.Single(_repository.Builds);
    }

    [Fact]
    public async Task A_changed_added_deleted_or_older_file_is_built()
    {
        await _repository.RunAsync([]);

        await AssertBuiltAfter(() => File.AppendAllText(_repository.Source("Program.cs"), "//"));
        await AssertBuiltAfter(() => File.WriteAllText(_repository.Source("More.cs"), ""));
        await AssertBuiltAfter(() => File.Delete(_repository.Source("More.cs")));
        await AssertBuiltAfter(() => File.SetLastWriteTimeUtc(_repository.Source("Program.cs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        await AssertBuiltAfter(() => File.AppendAllText(Path.Combine(_repository.Root, "Directory.Build.props"), " "));
        await AssertBuiltAfter(() => Directory.Delete(Path.Combine(_repository.Root, "artifacts", "bin"), recursive: true));

        // A build writes them, and they follow from the projects.
        File.WriteAllText(_repository.Source("packages.lock.json"), "{}");
        var count = _repository.Builds.Count;
        await _repository.RunAsync([]);
        Assert.Equal(count, _repository.Builds.Count);
    }

    [Fact]
    public async Task Another_torch_is_built()
    {
        await _repository.RunAsync([]);
        await _repository.RunAsync([], ("TorchBackend", "cpu"));
        await _repository.RunAsync([], ("TorchBackend", "cuda"));
        await _repository.RunAsync([], ("TorchBackend", "cuda"));

        Assert.Equal([$"torch= folder={_repository.Root}", $"torch=cuda folder={_repository.Root}"], _repository.Builds);
    }

    [Theory]
    [InlineData("with flock", "Waiting for another start that is building ForumClassifier ...\n")]
    [InlineData("without flock", "Waiting for process ")]
    public async Task Two_starts_at_once_build_once(string locking, string waiting)
    {
        if (locking == "without flock")
        {
            _repository.Uninstall("flock");
        }

        using var first = _repository.Start(["a"], ("BUILD_SECONDS", "0.5"));
        using var second = _repository.Start(["b"], ("BUILD_SECONDS", "0.5"));
        Finished[] runs = [await first.WaitAsync(), await second.WaitAsync()];

        Assert.All(runs, run => Assert.Equal(7, run.ExitCode));
        Assert.Single(_repository.Builds);
        Assert.Single(runs, run => run.Error == "Building ForumClassifier (first start) ...\n");
        Assert.Single(runs, run => run.Error.StartsWith(waiting, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_left_by_a_process_that_is_gone_is_taken_over()
    {
        _repository.Uninstall("flock");
        Directory.CreateDirectory(Path.Combine(_repository.Root, "artifacts"));
        File.CreateSymbolicLink(Path.Combine(_repository.Root, "artifacts", "forum-classifier.lock.pid"), "99999999");

        var run = await _repository.RunAsync([]);

        Assert.Equal(7, run.ExitCode);
        Assert.Equal(["bin", "forum-classifier.stamp"], EntriesOfArtifacts());
    }

    [Fact]
    public async Task A_failed_build_shows_its_errors_ends_with_1_and_is_tried_again()
    {
        await _repository.RunAsync(["a"]);
        File.WriteAllText(_repository.Source("broken"), "");
        var broken = await _repository.RunAsync(["a"]);
        Assert.Equal((1, ""), (broken.ExitCode, broken.Output));
        Assert.Equal("Building ForumClassifier ...\nProgram.cs(1,1): error CS1002: ; expected\n", broken.Error);
        Assert.False(File.Exists(_repository.Stamp));

        File.Delete(_repository.Source("broken"));
        var mended = await _repository.RunAsync(["a"]);

        Assert.Equal(7, mended.ExitCode);
        Assert.Equal(3, _repository.Builds.Count);
    }

    [Fact]
    public async Task A_missing_sdk_is_named_with_the_way_to_get_it()
    {
        var other = await _repository.RunAsync([], ("NO_SDK", "1"));
        _repository.Uninstall("dotnet");
        var none = await _repository.RunAsync([]);

        const string help = """
            Expected: SDK 10.0.401 or a later 10.0.4xx.
            Install it (Debian, Ubuntu: package dotnet-sdk-10.0 of Microsoft's package feed; elsewhere: https://dotnet.microsoft.com/download) and start this again.

            """;
        Assert.Equal((1, ""), (other.ExitCode, other.Output));
        Assert.Equal($"The .NET SDK that builds ForumClassifier is missing: dotnet is on the PATH with SDK 9.0.100 10.0.100.\n{help}", other.Error);
        Assert.Equal((1, ""), (none.ExitCode, none.Output));
        Assert.Equal($"The .NET SDK that builds ForumClassifier is missing: there is no dotnet on the PATH.\n{help}", none.Error);
        Assert.Empty(_repository.Builds);
    }

    private async Task AssertBuiltAfter(Action change)
    {
        var count = _repository.Builds.Count;
        change();
        await _repository.RunAsync([]);
        await _repository.RunAsync([]);
        Assert.Equal(count + 1, _repository.Builds.Count);
    }

    private IEnumerable<string?> EntriesOfArtifacts() =>
        Directory.EnumerateFileSystemEntries(Path.Combine(_repository.Root, "artifacts")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static string[] Lines(string output) => output.TrimEnd('\n').Split('\n');
}
