using System.Text.Json;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

public class TorchBackendTests
{
    [Theory]
    [InlineData("cpu", "TorchSharp-cpu", "")]
    [InlineData("cuda", "TorchSharp-cuda-linux", "artifacts/obj/ForumClassifier.Cli/packages.cuda.cpu..lock.json")]
    public async Task Each_backend_has_its_package_and_its_lock_file(string backend, string package, string lockFile)
    {
        var run = await ChildProcess.RunAsync("dotnet",
            ["msbuild", "src/ForumClassifier.Cli", $"-p:TorchBackend={backend}", "-getItem:PackageReference", "-getProperty:NuGetLockFilePath"],
            RepositoryRoot.Path);

        Assert.Equal(0, run.ExitCode);
        var project = JsonDocument.Parse(run.Output).RootElement;
        var packages = project.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString());
        Assert.Equal([package], packages.Where(name => name!.StartsWith("TorchSharp-", StringComparison.Ordinal)));
        var path = project.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString();
        Assert.Equal(lockFile, path is "" ? "" : Path.GetRelativePath(RepositoryRoot.Path, path!));
    }

    [Theory]
    [InlineData("cpu", "Microsoft.ML.OnnxRuntime", "")]
    [InlineData("cuda", "Microsoft.ML.OnnxRuntime.Gpu.Linux", "artifacts/obj/ForumClassifier.Cli/packages.cpu.cuda..lock.json")]
    public async Task Each_backend_of_ONNX_Runtime_has_its_package_and_its_lock_file(string backend, string package, string lockFile)
    {
        var run = await ChildProcess.RunAsync("dotnet",
            ["msbuild", "src/ForumClassifier.Cli", $"-p:OnnxBackend={backend}", "-getItem:PackageReference", "-getProperty:NuGetLockFilePath"],
            RepositoryRoot.Path);

        Assert.Equal(0, run.ExitCode);
        var project = JsonDocument.Parse(run.Output).RootElement;
        var packages = project.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString());
        Assert.Equal([package], packages.Where(name => name!.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)));
        var path = project.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString();
        Assert.Equal(lockFile, path is "" ? "" : Path.GetRelativePath(RepositoryRoot.Path, path!));
    }
}
