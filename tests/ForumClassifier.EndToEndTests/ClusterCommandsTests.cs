using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>What <c>slurm</c> and <c>kubernetes</c> say where they write nothing.</summary>
[Collection(typeof(ProgramTests))]
public sealed class ClusterCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Values_that_no_script_takes_are_refused_all_at_once() => Refusal.AssertAsync(
        _folder, 2,
        """
        --partition a b: Expected names as Slurm has them, without spaces or quotes.
        --time 4h: Expected minutes, hours:minutes:seconds or days-hours, such as 90, 04:00:00 or 1-12.
        --max-parallel 0: Out of range. Expected at least 1.
        """,
        ["slurm", "--run", "run", "--partition", "a b", "--time", "4h", "--max-parallel", "0"]);

    [Fact]
    public Task Values_that_no_job_takes_are_refused_all_at_once() => Refusal.AssertAsync(
        _folder, 2,
        """
        --claim My Data: Expected the name of a PersistentVolumeClaim: small letters, digits, - and dots.
        --mount-path data: Expected an absolute path without a colon, such as /data.
        """,
        ["kubernetes", "--run", "run", "--image", "forum-classifier:1", "--claim", "My Data", "--mount-path", "data"]);

    [Theory]
    [InlineData("slurm", "--run", "none")]
    [InlineData("kubernetes", "--run", "none", "--image", "forum-classifier:1")]
    public Task A_run_that_is_not_there_is_told(params string[] arguments) =>
        Refusal.AssertAsync(_folder, 1, "none: There is no such folder. Name the folder that 'plan' has written.", arguments);
}
