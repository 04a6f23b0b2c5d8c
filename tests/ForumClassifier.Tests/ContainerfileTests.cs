using System.Text.Json;
using System.Text.RegularExpressions;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests;

/// <summary>The image is not built in tests: what can go wrong with it unseen is compared with what is tested.</summary>
public sealed partial class ContainerfileTests
{
    private readonly string[] _lines = Read("Containerfile");

    [Fact]
    public void The_program_is_published_as_the_documentation_says()
    {
        var documented = Read("docs", "publishing.md").Single(line => line.StartsWith("dotnet publish ", StringComparison.Ordinal));
        var built = _lines.Single(line => line.StartsWith("RUN ", StringComparison.Ordinal));

        Assert.Equal("RUN " + Target().Replace(documented, ""), Target().Replace(built, ""));
        Assert.Contains($"COPY --from=build {Target().Match(built).Groups[1].Value} /opt/forum-classifier", _lines);
    }

    [Fact]
    public void The_image_that_builds_has_the_SDK_of_the_repository()
    {
        using var global = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "global.json")));
        var version = global.RootElement.GetProperty("sdk").GetProperty("version").GetString();

        Assert.Equal(
            [$"FROM mcr.microsoft.com/dotnet/sdk:{version} AS build", $"FROM mcr.microsoft.com/dotnet/runtime-deps:{version![..4]}"], // not null: there is a version
            _lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
    }

    private static string[] Read(params string[] path) => File.ReadAllLines(Path.Combine([RepositoryRoot.Path, .. path]));

    [GeneratedRegex(" -o ([^ ]+)$")]
    private static partial Regex Target();
}
