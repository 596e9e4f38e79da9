/**
 * A configuration profile with one root certificate, as iOS installs it. Source: Apple, Configuration Profile Reference,
 * payload com.apple.security.root. Unsigned, so iOS shows it as such: its signature could be checked by nobody.
 */

/** The ids follow from the fingerprint: the same authority installed twice is one profile, another one is a second. */
export function mobileconfig({
  certificate,
  fingerprint,
}: {
  certificate: Uint8Array;
  fingerprint: string;
}): string {
  const hex = fingerprint.replaceAll(':', '').toUpperCase();
  const base64 = btoa(String.fromCharCode(...certificate));
  const mark = hex.slice(0, 8).toLowerCase();
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key>
      <string>betti-ca.crt</string>
      <key>PayloadContent</key>
      <data>${base64}</data>
      <key>PayloadDescription</key>
      <string>Lets this phone trust the Betti at home. It cannot vouch for any site of the internet.</string>
      <key>PayloadDisplayName</key>
      <string>Betti at home</string>
      <key>PayloadIdentifier</key>
      <string>betti.home.${mark}.authority</string>
      <key>PayloadType</key>
      <string>com.apple.security.root</string>
      <key>PayloadUUID</key>
      <string>${uuid(hex.slice(0, 32))}</string>
      <key>PayloadVersion</key>
      <integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key>
  <string>Lets this phone trust the Betti at home.</string>
  <key>PayloadDisplayName</key>
  <string>Betti at home</string>
  <key>PayloadIdentifier</key>
  <string>betti.home.${mark}</string>
  <key>PayloadRemovalDisallowed</key>
  <false/>
  <key>PayloadType</key>
  <string>Configuration</string>
  <key>PayloadUUID</key>
  <string>${uuid(hex.slice(32))}</string>
  <key>PayloadVersion</key>
  <integer>1</integer>
</dict>
</plist>
`;
}

/** 32 hexadecimal digits as a UUID of version 8, whose contents are one's own. Source: RFC 9562 §5.8. */
function uuid(hex: string): string {
  const digits = `${hex.slice(0, 12)}8${hex.slice(13, 16)}8${hex.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
