using System.Diagnostics;
using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Tests.Inference.Clusters;

public sealed class ShellTextTests
{
    [Fact]
    public void A_shell_reads_each_word_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell of that kind there.");
        string[] words = ["plain/path-1.csv", "two words", "it's", "$HOME `id` \"x\" \\", "", "*"];

        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"printf '%s|' {ShellText.Quote(words)}"]) { RedirectStandardOutput = true })!; // it starts a program

        Assert.Equal(string.Concat(words.Select(word => word + "|")), shell.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void Plain_words_stay_as_they_are() => Assert.Equal("label --run ../my-run", ShellText.Quote("label", "--run", "../my-run"));
}
