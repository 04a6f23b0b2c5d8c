namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A repository in small: the start script, the files it looks at, and a <c>dotnet</c> that notes what it is asked for.</summary>
/// <remarks>The stand-in "builds" a program that prints its process id and arguments and ends with exit code 7.</remarks>
internal sealed class StartFolder : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        case $1 in
            --version) [ -z "${NO_SDK:-}" ] && echo 10.0.401 ;;
            --list-sdks) printf '9.0.100 [/sdk]\n10.0.100 [/sdk]\n' ;;
            msbuild)
                echo "torch=${TorchBackend:-} folder=$PWD" >>"$BUILDS"
                sleep "${BUILD_SECONDS:-0}"
                if [ -f src/broken ]; then echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1; fi
                program=artifacts/bin/ForumClassifier.Cli/release/forum-classifier
                mkdir -p "${program%/*}"
                touch "$program".dll "$program".deps.json "$program".runtimeconfig.json
                ;;
            *)
                echo "$$"
                if [ "${2:-}" = wait ]; then
                    trap 'echo terminated; exit 75' TERM
                    echo waiting
                    while :; do sleep 0.02; done
                fi
                echo "$PWD"
                printf '[%s]\n' "${@:2}"
                exit 7
                ;;
        esac
        """;

    // A space in the path: people have such folders.
    private readonly TemporaryFolder _folder = new();
    private readonly string _tools;

    public StartFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        Root = _folder.File("my repository");
        foreach (var name in new[] { "forum-classifier", "global.json", "Directory.Build.props", "BannedSymbols.txt", ".editorconfig", "build/NativeTorch.props" })
        {
            var copy = _folder.Write($"my repository/{name}", "");
            File.Copy(Path.Combine(RepositoryRoot.Path, name), copy, overwrite: true);
        }

        _folder.Write("my repository/src/Program.cs", "");
        _tools = LinkTools();
        Install("dotnet", Dotnet);
    }

    public string Root { get; }

    /// <summary>One line a build.</summary>
    public IReadOnlyList<string> Builds => File.Exists(_folder.File("builds")) ? File.ReadAllLines(_folder.File("builds")) : [];

    public string Script => Path.Combine(Root, "forum-classifier");

    public string Stamp => Path.Combine(Root, "artifacts", "forum-classifier.stamp");

    public string Source(string name) => Path.Combine(Root, "src", name);

    /// <summary>Takes a command away from the script.</summary>
    public void Uninstall(string command) => File.Delete(Path.Combine(_tools, command));

    public ChildProcess Start(string[] arguments, params (string Name, string Value)[] environment) =>
        ChildProcess.Start(Script, arguments, Root, [("PATH", _tools), ("BUILDS", _folder.File("builds")), .. environment]);

    public async Task<Finished> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var child = Start(arguments, environment);
        return await child.WaitAsync();
    }

    /// <summary>The script called by another path, from another folder.</summary>
    public Task<Finished> RunAsAsync(string path, string folder) =>
        ChildProcess.RunAsync(path, [], folder, ("PATH", _tools), ("BUILDS", _folder.File("builds")));

    public void Dispose() => _folder.Dispose();

    /// <summary>A folder with links to the system's commands, so that a test can do without one of them.</summary>
    private string LinkTools()
    {
        var tools = Directory.CreateDirectory(_folder.File("tools")).FullName;
        foreach (var command in new[] { "bash", "cat", "dirname", "env", "find", "flock", "ln", "mkdir", "mv", "paste", "readlink", "rm", "sed", "sleep", "stat", "touch" })
        {
            var found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
            if (found is not null)
            {
                File.CreateSymbolicLink(Path.Combine(tools, command), found);
            }
        }

        return tools;
    }

    private void Install(string command, string script)
    {
        var path = Path.Combine(_tools, command);
        File.WriteAllText(path, script + "\n");
        if (!OperatingSystem.IsWindows()) // it is not: the constructor skips the test there
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
