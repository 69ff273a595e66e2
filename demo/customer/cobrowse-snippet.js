// The snippet that Zoom documents for its Cobrowse SDK, with only the host changed. The stub keeps one call of `init` until
// the real script is there and takes it over.
(() => {
  const HOST = window.location.origin;
  const SDK_KEY = 'development-sdk-key';

  window.ZoomCobrowseSDK = window.ZoomCobrowseSDK || {
    init() {
      window.ZoomCobrowseSDKInitArgs = arguments;
    },
  };
  const script = document.createElement('script');
  script.async = false;
  script.src = `${HOST}/static/resource/sdk/${SDK_KEY}/js`;
  script.addEventListener('error', () => document.dispatchEvent(new Event('cobrowse-script-failed')));
  const first = document.getElementsByTagName('script')[0];
  first.parentNode.insertBefore(script, first);
})();
