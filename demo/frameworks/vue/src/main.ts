import { createApp } from 'vue';
import App from './App.vue';
import '../../../shared/style.css';
import '../../../shared/sample.css';

createApp(App).mount('#app');
